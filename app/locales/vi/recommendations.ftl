# recommendations
