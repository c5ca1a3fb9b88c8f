# comparison
