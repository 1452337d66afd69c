"""What a fact-checker's verdict is about: claims and statements compared; pure, no database."""
