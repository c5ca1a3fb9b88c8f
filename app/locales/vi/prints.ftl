# prints
