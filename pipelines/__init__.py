"""均衡 Junheng: from the workbooks a county hands in to published indicators; see docs/CONTEXT.md."""
