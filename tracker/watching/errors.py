"""The error of a delivery."""


class DeliveryError(Exception):
    """What is new for a watch couldn't be told; the message says why, in part of a line."""
