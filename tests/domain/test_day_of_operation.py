"""What a day's readings say of a bed, with the sums by which a person would get the numbers."""

from dataclasses import replace

import numpy as np

from domain.day_of_operation import WatchedBed, day_of_operation
from domain.occurred import Occurred
from domain.operation import Concentration, Flaw, Operation
from domain.reading import Column, Quality, Readings
from tests.read_days import (
    BED,
    HOUR_MS,
    NOTHING,
    ROWS,
    SHIFT,
    START_MS,
    columns,
    instrument,
    read,
    wandering,
    worked,
)


def test_a_shift_of_ten_hours() -> None:
    values = worked(inlet=wandering(120.0), outlet=0.0, temperature=25.0, humidity=60.0)
    values[60, Column.TEMPERATURE] = 31.0
    told = day_of_operation(BED, [instrument(read(values))])
    assert told == Operation(
        # 60 of 144 readings of ten minutes
        run_h=10.0,
        # 10 h at (8,000 + 8,001)/2 m³/h
        air_m3=80_005.0,
        air_measured=True,
        # In the shift half the readings lie as far above 120 as the others below; the hours do too.
        inlet=Concentration(120.0, 120.0, 60, 0),
        # All below the limit of 1 mg/m³, so half of it.
        outlet=Concentration(0.5, 0.5, 60, 60),
        detection_mg_per_m3=1.0,
        # (59 × 25 + 31)/60
        temperature_c=25.1,
        temperature_max_c=31.0,
        humidity_percent=60.0,
        bed_max_c=None,
        pressure_drop_pa=None,
        coverage_percent=100.0,
        last_reading=Occurred("2026-03-02T23:50:00+08:00"),
        devices=("PID-1",),
        flaws=(),
    )


def test_the_peak_is_the_highest_mean_of_a_clock_hour() -> None:
    values = worked(inlet=wandering(100.0))
    # Six readings from 9:00; half of the next hour's are higher still, and count half.
    values[54:60, Column.INLET] = [199, 201, 198, 202, 197, 203]
    values[60:63, Column.INLET] = [249, 251, 250]
    told = day_of_operation(BED, [instrument(read(values))])
    assert told.inlet is not None
    assert told.inlet.peak_hour_mg_per_m3 == 200.0


def test_concentrations_count_only_while_air_flows() -> None:
    values = worked(inlet=wandering(50.0))
    values[:48, Column.INLET] = wandering(400.0)[:48]
    told = day_of_operation(BED, [instrument(read(values))])
    assert told.inlet == Concentration(50.0, 50.0, 60, 0)


def test_one_sensor_switched_between_inlet_and_outlet_is_normal() -> None:
    values = worked(inlet=wandering(80.0), outlet=wandering(9.0))
    by_turns = (np.arange(ROWS) // 3) % 2 == 0
    values[by_turns, Column.OUTLET] = np.nan
    values[~by_turns, Column.INLET] = np.nan
    told = day_of_operation(BED, [instrument(read(values))])
    assert told.inlet is not None
    assert told.outlet is not None
    assert (told.inlet.readings, told.outlet.readings) == (30, 30)
    assert (told.coverage_percent, told.flaws) == (100.0, ())


def test_the_air_of_all_beds_is_shared() -> None:
    values = worked(inlet=wandering(80.0))
    told = day_of_operation(WatchedBed(2, 0.25, 10_000.0), [instrument(read(values), bed=None)])
    # A quarter of 80,005 m³; the hours and the concentration are every bed's.
    assert (told.air_m3, told.run_h) == (20_001.2, 10.0)
    assert told.inlet == Concentration(80.0, 80.0, 60, 0)


def test_a_beds_own_instrument_goes_before_one_for_all_beds() -> None:
    own = instrument(read(columns(outlet=wandering(5.0))), device="OWN")
    whole = instrument(read(worked(outlet=wandering(90.0))), device="ALL", bed=None)
    other = instrument(read(columns(outlet=wandering(300.0))), device="OTHER", bed=2)
    told = day_of_operation(BED, [own, whole, other])
    assert told.outlet == Concentration(5.0, 5.0, 60, 0)
    assert told.devices == ("ALL", "OWN")


def test_without_an_air_flow_the_pressure_drop_tells_and_the_design_gives_the_flow() -> None:
    values = columns(pressure_drop=3.0)
    values[SHIFT, Column.PRESSURE_DROP] = 800 + np.arange(60)
    told = day_of_operation(BED, [instrument(read(values))])
    assert (told.run_h, told.air_m3, told.air_measured) == (10.0, 100_000.0, False)
    assert told.pressure_drop_pa == 829.5


def test_without_either_the_hours_with_voc_tell() -> None:
    values = columns(inlet=0.0)
    # One reading at 9:00 and one at 13:10.
    values[[54, 79], Column.INLET] = [6.0, 12.0]
    told = day_of_operation(BED, [instrument(read(values))])
    assert (told.run_h, told.air_m3, told.air_measured) == (2.0, 20_000.0, False)
    # (6 + 12 + 10 × half the limit)/12
    assert told.inlet == Concentration(round(23 / 12, 4), round(14.5 / 6, 4), 12, 10)


def test_where_nothing_tells_whether_air_flows_nothing_is_said() -> None:
    told = day_of_operation(BED, [instrument(read(columns(bed_temperature=wandering(40.0))))])
    assert (told.run_h, told.air_m3, told.air_measured) == (0.0, 0.0, False)
    assert (told.inlet, told.outlet) == (None, None)
    # Highest of the day is the first of the last pair: 40 + 72 × 0.01; heat counts at all times.
    assert told.bed_max_c == 40.72


def test_a_day_without_a_reading_is_silent() -> None:
    told = day_of_operation(BED, [instrument(NOTHING)])
    assert (told.coverage_percent, told.last_reading) == (0.0, None)
    assert (told.devices, told.flaws) == (("PID-1",), (Flaw.SILENT,))


def test_hours_are_scaled_up_for_what_did_not_come() -> None:
    values = worked(inlet=wandering(60.0))
    every_other = read(values)
    rows = np.arange(ROWS) % 4 < 3
    there = Readings(
        "PID-1",
        every_other.at_ms[rows],
        every_other.counter[rows],
        values[rows],
        every_other.quality[rows],
    )
    told = day_of_operation(BED, [instrument(there)])
    assert (told.run_h, told.coverage_percent, told.flaws) == (10.0, 75.0, ())


def test_one_silent_instrument_is_not_hidden_by_another() -> None:
    flow = instrument(read(worked()), device="FLOW")
    silent = instrument(NOTHING, device="VOC")
    told = day_of_operation(BED, [flow, silent])
    assert (told.coverage_percent, told.flaws) == (50.0, (Flaw.SILENT,))
    assert told.run_h == 10.0


def test_an_instrument_of_half_a_day_is_expected_for_half_a_day() -> None:
    half = replace(instrument(read(worked())), from_ms=START_MS + 12 * HOUR_MS)
    told = day_of_operation(BED, [half])
    assert (told.run_h, told.coverage_percent) == (6.0, 100.0)


def test_what_cannot_be_is_kept_apart_and_does_not_spoil_the_rest() -> None:
    values = worked(inlet=wandering(60.0), temperature=25.0)
    values[70, Column.TEMPERATURE] = -999.0
    told = day_of_operation(BED, [instrument(read(values, {70: Quality.IMPOSSIBLE}))])
    assert told.flaws == (Flaw.IMPOSSIBLE,)
    assert (told.temperature_c, told.coverage_percent) == (25.0, 100.0)
    assert told.inlet is not None
    assert told.inlet.readings == 60


def test_what_is_below_zero_by_noise_counts_as_below_detection() -> None:
    values = worked(outlet=-0.4)
    noise = dict.fromkeys(range(ROWS), Quality.OUTLET_BELOW)
    told = day_of_operation(BED, [instrument(read(values, noise))])
    assert (told.outlet, told.flaws) == (Concentration(0.5, 0.5, 60, 60), ())


def test_another_instrument_in_its_place_from_noon_on_counts_with_its_own_limit() -> None:
    values = worked(outlet=0.0)
    morning = replace(instrument(read(values)), until_ms=START_MS + 12 * HOUR_MS)
    noon = replace(
        instrument(read(values)), from_ms=START_MS + 12 * HOUR_MS, detection_mg_per_m3=4.0
    )
    told = day_of_operation(BED, [morning, noon])
    # Four hours at 0.5 and six at 2: (24 × 0.5 + 36 × 2)/60.
    assert told.outlet == Concentration(1.4, 2.0, 60, 60)
    assert (told.run_h, told.coverage_percent, told.devices) == (10.0, 100.0, ("PID-1",))
    assert told.detection_mg_per_m3 == 4.0
