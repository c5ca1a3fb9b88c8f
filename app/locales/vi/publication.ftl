# publication
