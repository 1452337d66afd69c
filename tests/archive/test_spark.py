"""Extraction by Spark in local mode, where it is installed (pip install pyspark; it needs Java)."""

import pandas as pd
import pytest

from tracker.frames import empty_frame, extract_frame

pyspark = pytest.importorskip("pyspark.sql")
TEXTS = ["“The port stays open,” Mayor Ann Lee said.", "Es regnet.", " ", "„Wir bleiben“, sagte Ministerin Vera Lind."]


def test_spark_finds_the_same():
    articles = pd.DataFrame({"id": list("abcd"), "text": TEXTS, "published": ["2024-03-07"] * 4})
    alone = extract_frame(articles)
    schema = ", ".join(f"{name} string" for name in empty_frame().columns)
    spark = pyspark.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        rows = spark.createDataFrame(articles).repartition(2)
        found = rows.mapInPandas(lambda tables: map(extract_frame, tables), schema).toPandas()
    finally:
        spark.stop()
    assert alone["statements"].str.contains("Ann Lee").any()
    in_order = found.sort_values("id").reset_index(drop=True)
    assert in_order.astype(object).where(in_order.notna(), None).to_dict("records") == alone.astype(object).where(
        alone.notna(), None
    ).to_dict("records")
