"""The desk: pages in the browser, on this machine only, for the work on visits.

A page shows a visit, its findings and its files. A button runs a command of `handbook` in a process
of its own, and the page shows the command and its output: the desk has no work of its own.
"""
