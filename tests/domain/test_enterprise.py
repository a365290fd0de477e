"""Who uses carbon: known first, then in the scheme."""

from dataclasses import replace

from domain.enterprise import (
    ENTERPRISE,
    AdmitEnterprise,
    Admitted,
    ChangeContacts,
    ContactsChanged,
    EnterpriseAdmitted,
    EnterpriseAlreadyAdmitted,
    EnterpriseAlreadyRegistered,
    EnterpriseRegistered,
    Location,
    Registered,
    RegisterEnterprise,
    UnknownEnterprise,
)
from domain.identifiers import TownCode
from domain.occurred import Occurred
from domain.personal import Contact, Personal
from tests.given import Given

MONDAY = Occurred("2022-01-03")
TUESDAY = Occurred("2022-01-04")
TOWN = TownCode("330411105")
PLACE = Location(120.71, 30.76, "GCJ-02")
WANG = Contact(Personal("subject-1", "sealed name"), Personal("subject-1", "sealed phone"))
LI = Contact(Personal("subject-2", "sealed name"), None)

register = RegisterEnterprise(MONDAY, "王店家具厂", TOWN, "王店镇 1 号", "家具制造", PLACE, WANG)
registered = EnterpriseRegistered(
    MONDAY, "王店家具厂", TOWN, "王店镇 1 号", "家具制造", PLACE, WANG
)
admitted = EnterpriseAdmitted(TUESDAY)

enterprise = Given(ENTERPRISE)


def test_an_enterprise_is_registered_with_all_that_is_known_of_it() -> None:
    enterprise.when(register).then(registered)


def test_an_enterprise_may_be_registered_without_town_place_and_contact() -> None:
    bare = replace(register, town=None, location=None, contact=None)
    expected = replace(registered, town=None, location=None, contact=None)
    enterprise.when(bare).then(expected)


def test_an_enterprise_is_registered_once() -> None:
    enterprise.given(registered).when(replace(register, name="另一个名字")).then_refused(
        EnterpriseAlreadyRegistered, name="另一个名字", registered_as="王店家具厂"
    )


def test_an_admitted_enterprise_is_not_registered_again() -> None:
    enterprise.given(registered, admitted).when(register).then_refused(
        EnterpriseAlreadyRegistered, name="王店家具厂", registered_as="王店家具厂"
    )


def test_a_registered_enterprise_is_admitted() -> None:
    enterprise.given(registered).when(AdmitEnterprise(TUESDAY)).then(admitted)


def test_only_a_registered_enterprise_is_admitted() -> None:
    enterprise.when(AdmitEnterprise(TUESDAY)).then_refused(UnknownEnterprise)


def test_an_enterprise_is_admitted_once() -> None:
    enterprise.given(registered, admitted).when(AdmitEnterprise(TUESDAY)).then_refused(
        EnterpriseAlreadyAdmitted, since=TUESDAY
    )


def test_another_person_can_be_named_before_and_after_admission() -> None:
    change = ChangeContacts(TUESDAY, LI)
    enterprise.given(registered).when(change).then(ContactsChanged(TUESDAY, LI))
    enterprise.given(registered, admitted).when(change).then(ContactsChanged(TUESDAY, LI))


def test_naming_the_same_person_again_changes_nothing() -> None:
    enterprise.given(registered).when(ChangeContacts(TUESDAY, WANG)).then_nothing()


def test_nobody_is_named_for_an_unknown_enterprise() -> None:
    enterprise.when(ChangeContacts(TUESDAY, LI)).then_refused(UnknownEnterprise)


def test_admission_keeps_the_contact_and_a_new_contact_keeps_the_admission() -> None:
    changed = ContactsChanged(TUESDAY, LI)
    assert enterprise.given(registered, changed).state == Registered("王店家具厂", LI)
    in_scheme = Admitted("王店家具厂", LI, TUESDAY)
    assert enterprise.given(registered, changed, admitted).state == in_scheme
    assert enterprise.given(registered, admitted, changed).state == in_scheme
