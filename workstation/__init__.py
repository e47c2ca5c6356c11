"""An open DICOM imaging workstation."""

__version__ = "0.1.0"
