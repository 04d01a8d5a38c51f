"""How each language of the interface writes dates and times; what is not said here is as Django has it."""
