# collection
