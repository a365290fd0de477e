"""The views are called what their followers are called."""

from application.view import View
from projections.alert_board import ALERT_BOARD
from projections.audit_trail import AUDIT_TRAIL
from projections.carbon_ledger import CARBON_LEDGER
from projections.charge_book import CHARGE_BOOK
from projections.custody_trail import CUSTODY_TRAIL
from projections.device_register import DEVICE_REGISTER
from projections.health_board import HEALTH_BOARD
from projections.registers import REGISTERS


def test_every_projection_is_a_view_under_its_own_name() -> None:
    projections = (
        CARBON_LEDGER,
        CUSTODY_TRAIL,
        HEALTH_BOARD,
        AUDIT_TRAIL,
        REGISTERS,
        DEVICE_REGISTER,
        CHARGE_BOOK,
        ALERT_BOARD,
    )
    assert {projection.name for projection in projections} == set(View)
