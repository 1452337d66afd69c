"""Archives that are too large for one machine: extraction on Dask, Parquet datasets, and slices of them as databases.

Behind the extra `archive`. `running` extracts, `linking` finds out who is who, `slicing` brings back what a question
needs; `datasets` says which fields the datasets have.
"""
