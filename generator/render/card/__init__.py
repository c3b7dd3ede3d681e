"""The page a person opens by the QR code: content, and the envelope it travels in."""
