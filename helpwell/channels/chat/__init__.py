"""The chat: a widget for any website, its transport, and what a visitor may see of it."""
