"""Every operation that writes; in the order of `WRITES` their examples tell one story."""

from adapters.web.writing import (
    alerts,
    carbon,
    consignments,
    declarations,
    devices,
    enterprises,
    inspections,
    kilns,
    lots,
    measuring,
    plants,
    settings,
    standing,
    subscription_course,
    subscriptions,
)

WRITES = (
    enterprises.register_enterprise,
    enterprises.change_contacts,
    enterprises.admit_enterprise,
    standing.register_licence,
    standing.adopt_tariff,
    settings.adopt_settings,
    plants.put_into_service,
    inspections.commit_replacement,
    measuring.measure_bed,
    devices.install_device,
    plants.install_treatment_unit,
    lots.receive_carbon_lot,
    lots.record_quality_test,
    carbon.fill_carbon,
    declarations.declare,
    devices.replace_device,
    carbon.swap_carbon,
    inspections.verify_swap,
    consignments.label_container,
    carbon.correct_carbon,
    consignments.issue_manifest,
    consignments.weigh_arrival,
    consignments.accept_consignment,
    consignments.close_manifest,
    kilns.charge_the_kiln,
    kilns.discharge_the_kiln,
    carbon.remove_carbon,
    devices.remove_device,
    plants.take_out_of_service,
    plants.remove_treatment_unit,
    alerts.name_duty_contact,
)

BESIDE = (
    devices.issue_device_key,
    devices.revoke_device_key,
    inspections.object_to_code,
    inspections.check_site,
    inspections.decide_objection,
    alerts.acknowledge_alert,
)
"""Those that the story cannot tell: a key is shown once, and a code comes with its evidence."""

SUBSCRIBES = (
    subscriptions.open_subscription,
    subscriptions.ping_subscription,
    subscription_course.pause_subscription,
    subscription_course.seek_in_subscription,
    subscription_course.resume_subscription,
    subscription_course.replay_events,
    subscriptions.rotate_secret,
    subscription_course.release_event,
    subscription_course.skip_event,
    subscriptions.close_subscription,
)
"""Those about what is told to systems outside, which are nobody's but their holder's."""
