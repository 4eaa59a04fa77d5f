#!/usr/bin/env python3
"""Hot water of common property (2.3): the norm, the meter of the house, a
month below zero. Figures by hand."""
import os
import sys
import unittest
from fractions import Fraction as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from common import volume_of  # noqa: E402
from hotwater import component_volume  # noqa: E402
from lines import round2  # noqa: E402


class Volume(unittest.TestCase):
    def test_g21_norm(self):
        """0.0201 x 512.6 m3, 52.3 of 4386.2 m2: 5.54 and 18.43."""
        volume, carried = volume_of(None, F(99), F("0.0201") * F("512.6"),
                                    F(0), True)
        self.assertEqual(carried, 0)
        one = volume * F("52.3") / F("4386.2")
        self.assertEqual(round2(one * F("45.12")), 554)
        heat = component_volume("heat", one, F("0.062"))
        self.assertEqual(round2(heat * F("2420.11")), 1843)

    def test_rest_of_the_meter(self):
        self.assertEqual(volume_of(F(104), F(100), F(5), F(0), True),
                         (4, 0))

    def test_at_most_the_norm(self):
        self.assertEqual(volume_of(F(120), F(100), F(5), F(0), True),
                         (5, 0))
        self.assertEqual(volume_of(F(120), F(100), F(5), F(0), False),
                         (20, 0))

    def test_below_zero_comes_off_the_next(self):
        """-3 in one month, -1 in the next, then 7 less the 4 of both."""
        carried, paid = F(0), []
        for metered in (97, 99, 107):
            volume, carried = volume_of(F(metered), F(100), F(5), carried,
                                        True)
            paid.append(volume)
        self.assertEqual((paid, carried), ([None, None, 3], 0))

    def test_the_norm_caps_what_is_left_behind_the_carried(self):
        # 10 less 3 are 7, the norm is 5: nothing is carried on
        self.assertEqual(volume_of(F(110), F(100), F(5), F(-3), True),
                         (5, 0))

    def test_without_a_meter_the_carried_waits(self):
        self.assertEqual(volume_of(None, F(100), F(5), F(-3), True),
                         (5, -3))


if __name__ == "__main__":
    unittest.main()
