"""Where the network speaks: platforms, mail, web, words and wiring. Nothing imports it."""
