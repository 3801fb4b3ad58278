{ }:
{ lockPath, packages }:
{ trees = [ ]; config = ""; }
