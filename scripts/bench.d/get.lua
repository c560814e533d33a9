-- Asks for the address of the command line again and again.
require("report")
