"""Reception handbook: one folder per visit becomes a staff handbook and a guest microsite."""
