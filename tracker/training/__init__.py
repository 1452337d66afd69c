"""From the corpora to the model's files. Nothing else imports it; it needs `pip install "quote-claim-tracker[train]"`.

    python -m tracker.training all --corpora FOLDER --work FOLDER

In the order in which things go through: `corpora` reads articles and sentences, `augmentation` (with `editing`) prints
articles otherwise, `names` prints sentences as texts, `examples` makes windows of both, `epochs` draws what an epoch
shows, `batches` makes tensors of it. `base` and `vocabulary` give the encoder of `transformer` its first weights;
`model` is all that is trained, by `losses` in the `loop`, which keeps an `averaging` and leaves `checkpoints`;
`distillation` teaches a smaller model. `export` writes the files (with `graphs` and `rounding`) and `restoring` reads
them again, `boundaries` counts for them, `evaluation` measures (with `asking`). `settings` say how, `steps` put it
together, `commands` are the command line. `sentences` makes the file of claims' vectors, which isn't trained.
"""
