"""A square code that a phone reads, drawn without an engine for pictures."""

import base64

from reportlab.graphics.barcode.qr import QrCodeWidget

QUIET = 4  # dots left empty around a code, so that cameras find it


def code_picture(address):
    """A square code of ``address`` as a drawing, sharp at any size.

    Odoo's own barcodes are pictures of dots, for which not every server has the engine.
    """
    code = QrCodeWidget(address).qr
    code.make()
    size = code.getModuleCount() + 2 * QUIET
    dots = "".join(
        f"M{column + QUIET} {row + QUIET}h1v1h-1z"
        for row in range(size - 2 * QUIET)
        for column in range(size - 2 * QUIET)
        if code.isDark(row, column)
    )
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="400" \
height="400"><path d="{dots}"/></svg>'
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"
