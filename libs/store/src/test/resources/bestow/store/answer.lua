#!lua
return 42
