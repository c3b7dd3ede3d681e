"""The desk: the work on visits in a browser, on this machine only, by the commands of `handbook`.

A page shows what is known of a visit. A button runs the same command as the terminal would, in a
process of its own, and shows it: the desk can do what the command line does, and nothing else.
"""
