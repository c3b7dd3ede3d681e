"""Pictures as SVG: bars, timelines, seats and QR codes."""
