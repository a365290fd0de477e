"""Whatever can be said to a life can be said by the API, or there is a reason why not."""

from collections import defaultdict
from collections.abc import Callable, Generator, Mapping
from typing import Any, get_args

import pytest

from adapters.web.writing.operations import BESIDE, SUBSCRIBES
from domain.record import Decider
from tests.adapters.web.writing.scribe import STORY, Scribe
from tests.architecture.source import domain_modules

CARRIED: Mapping[str, str] = {
    # command: the operation that carries it out
    "RegisterEnterprise": "register_enterprise",
    "ChangeContacts": "change_contacts",
    "AdmitEnterprise": "admit_enterprise",
    "InstallUnit": "install_treatment_unit",
    "RemoveUnit": "remove_treatment_unit",
    "CommissionAdsorber": "put_into_service",
    "DecommissionAdsorber": "take_out_of_service",
    "FillCarbon": "fill_carbon",
    "SwapCarbon": "swap_carbon",
    "RemoveCarbon": "remove_carbon",
    "CorrectSwap": "correct_carbon",
    "ReceiveLot": "receive_carbon_lot",
    "TestLotQuality": "record_quality_test",
    "LabelContainer": "label_container",
    "IssueManifest": "issue_manifest",
    "DepartManifest": "issue_manifest",
    "WeighArrival": "weigh_arrival",
    "AcceptConsignment": "accept_consignment",
    "CloseManifest": "close_manifest",
    "OpenBatch": "charge_the_kiln",
    "ChargeKiln": "charge_the_kiln",
    "RegenerateCarbon": "discharge_the_kiln",
    "DisposeCarbon": "discharge_the_kiln",
    "CloseBatch": "discharge_the_kiln",
    "RegisterLicence": "register_licence",
    "AdoptTariff": "adopt_tariff",
    "NameDutyContact": "name_duty_contact",
    "AdoptSetting": "adopt_settings",
    "InstallDevice": "install_device",
    "ReplaceDevice": "replace_device",
    "RemoveDevice": "remove_device",
    "Declare": "declare",
    "VerifySwap": "verify_swap",
    "CommitReplacement": "commit_replacement",
    "MeasureBed": "measure_bed",
}
APART: Mapping[str, str] = {
    # those that the story cannot tell: see test_device_keys.py and test_objecting.py
    "IssueDeviceKey": "issue_device_key",
    "RevokeDeviceKey": "revoke_device_key",
    "ObjectToCode": "object_to_code",
    "CheckSite": "check_site",
    "DecideObjection": "decide_objection",
    "AcknowledgeAlert": "acknowledge_alert",
}
OUTWARD: Mapping[str, str] = {
    # those that the story of the carbon has no occasion for: see test_subscribing.py
    "OpenSubscription": "open_subscription",
    "PauseSubscription": "pause_subscription",
    "ResumeSubscription": "resume_subscription",
    "MoveSubscription": "seek_in_subscription",
    "RotateSecret": "rotate_secret",
    "ReplayEvents": "replay_events",
    "ReleaseEvent": "release_event",
    "SkipEvent": "skip_event",
    "CloseSubscription": "close_subscription",
}
INTERNAL: Mapping[str, str] = {
    "StartCharge": "a charge starts when a bed is filled or swapped, never by itself",
    "EndCharge": "a charge ends when its bed is swapped or emptied, never by itself",
    "CorrectCharge": "follows from the correction of the change that started or ended it",
    "ProduceLot": "a lot comes out of the kiln with the discharge of its run",
    "DrawFromLot": "carbon leaves a lot only into a bed",
    "CorrectDraw": "follows from the correction of the change that drew it",
    "FillContainer": "spent carbon comes into a container only out of a bed",
    "ConsignContainer": "a container leaves only with its manifest",
    "CorrectContainer": "follows from the correction of the change that filled it",
    "ChargeConsignment": "the yard gives only to a kiln run, which says how much",
    "RecordOrigin": "follows from a swap that is recorded after its manifest has left",
    "IssueKey": "whoever gives out rights sits at the machine: tanguanjia key create",
    "RevokeKey": "the same: tanguanjia key revoke",
    "NoteRefusal": "the doorway puts a refusal on record, nobody asks for it",
    "NoteExport": "the export puts itself on record, nobody asks for it",
    "FallSilent": "the system listens for silence by the clock",
    "HearAgain": "the same: the first reading after a silence",
    "NoteOverheated": "the intake notes it as the reading comes in",
    "NoteCooled": "the same",
    "RecordOperation": "follows from the readings of a day that is over",
    "AssessSaturation": "follows from the evidence: tanguanjia assess",
    "ChangeHealthCode": "nobody sets a code, it follows from evidence and policy",
    "GatherExperience": "follows from the charges of the district that are over",
    "LearnBehaviour": "follows from a charge that is over",
    "DisableSubscription": "the system finds that it must stop telling somebody",
    "FollowCode": "an alert follows the code of its charge, and nobody raises one by hand",
    "EndWithCharge": "the same, where the carbon is out",
    "NoteNotified": "the system notes whom it has told",
    "GiveReminder": "the same, of reminders",
}
"""Commands without an operation of their own, and why; most would tear the books apart alone."""
UNTOLD = {
    "CorrectCharge",
    "CorrectDraw",
    "RecordOrigin",
    "IssueKey",
    "RevokeKey",
    "NoteRefusal",
    "NoteExport",
    "FallSilent",
    "HearAgain",
    "NoteOverheated",
    "NoteCooled",
    "RecordOperation",
    "AssessSaturation",
    "ChangeHealthCode",
    "LearnBehaviour",
    "GatherExperience",
    "DisableSubscription",
    "FollowCode",
    "EndWithCharge",
    "NoteNotified",
    "GiveReminder",
}
"""Those that the story has no occasion for; `tests/application` has."""


MODULES = [
    module
    for module in domain_modules()
    if any(isinstance(value, Decider) for value in vars(module).values())
]
DECIDERS: list[Decider[Any, Any, Any]] = [
    value for module in MODULES for value in vars(module).values() if isinstance(value, Decider)
]
COMMANDS = {
    command.__name__
    for module in MODULES
    for command in (get_args(module.Command) or (module.Command,))
}


@pytest.fixture
def given() -> Generator[list[str]]:
    """The name of every command that any decider is given."""
    kept = [(decider, decider.decide) for decider in DECIDERS]
    noted: list[str] = []

    def noting(decide: Callable[..., Any]) -> Callable[..., Any]:
        def answer(command: object, state: object) -> Any:
            noted.append(type(command).__name__)
            return decide(command, state)

        return answer

    # Deciders are frozen; a test may look over their shoulder all the same.
    for decider, decide in kept:
        object.__setattr__(decider, "decide", noting(decide))
    yield noted
    for decider, decide in kept:
        object.__setattr__(decider, "decide", decide)


def test_every_command_has_an_operation_or_a_reason() -> None:
    asked_for = CARRIED.keys() | APART.keys() | OUTWARD.keys()
    assert asked_for | INTERNAL.keys() == COMMANDS
    assert asked_for & INTERNAL.keys() == set()
    assert set(APART.values()) == {handler.handler_name for handler in BESIDE}
    assert set(CARRIED.values()) == set(STORY)
    # A ping is no command: it is sent, and nothing is recorded.
    outward = {handler.handler_name for handler in SUBSCRIBES}
    assert set(OUTWARD.values()) == outward - {"ping_subscription"}


def test_the_operation_really_gives_the_command(scribe: Scribe, given: list[str]) -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for operation in STORY:
        given.clear()
        assert scribe.tell(operation).status_code == 201
        for command in given:
            found[command].add(operation)
    carried = {name: operation for name, operation in CARRIED.items() if operation in found[name]}
    assert carried == CARRIED
    assert found.keys() >= COMMANDS - UNTOLD - APART.keys() - OUTWARD.keys()
