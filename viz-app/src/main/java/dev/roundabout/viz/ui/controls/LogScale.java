package dev.roundabout.viz.ui.controls;

/** A slider's way from 0 to 1 over numbers that span several powers of ten. */
record LogScale(int min, int max) {

  double position(int value) {
    return max == min ? 0 : Math.log((double) value / min) / Math.log((double) max / min);
  }

  /** Rounded to two digits, because nobody means 1,987. */
  int value(double position) {
    double exact = min * Math.pow((double) max / min, position);
    double step = Math.pow(10, Math.max(0, Math.floor(Math.log10(exact)) - 1));
    long rounded = Math.round(Math.round(exact / step) * step);
    return (int) Math.max(min, Math.min(max, rounded));
  }
}
