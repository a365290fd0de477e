"""One story that the examples of all operations tell, in their order; it can be told to the demo.

A firm is registered and admitted, puts an adsorber into service, fills and swaps it, and sends its
spent carbon to a kiln. All of it is invented.
"""

FIRM = "91330411MAWRTAP00U"
RECEIVER = "嘉善再生中心（示例）"
RECEIVERS_CODE = "91330411MARECT000H"
ADSORBER = "TAWRT00001"
PLASMA = "TAWRT00002"
LOT = "XT221129001"
CONTAINER = f"C-{ADSORBER}-202211300900"
LABEL = f"{FIRM}9000394920221130001"
MANIFEST = "20223304129001"
BATCH = "RK20221130X"
DEVICE = "PID-WRT-01"
CHARGE = f"{ADSORBER}-1-1"
SUBSCRIPTION = "l5mzvh33pdxegql6"
PARKED = 41
KILN_LOT = "ZS221130001"
