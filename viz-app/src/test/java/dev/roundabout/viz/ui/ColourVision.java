package dev.roundabout.viz.ui;

import javafx.scene.paint.Color;

/**
 * How a person sees a colour, and how far apart two of them are for that person. The matrices are
 * those of Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color
 * Vision Deficiency" (2009), at a severity of 1, for linear RGB. The difference is CIEDE2000 after
 * Sharma, Wu and Dalal (2005), in Lab of D65.
 */
enum ColourVision {
  TRICHROMACY(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}),
  PROTANOPIA(
      new double[][] {
        {0.152286, 1.052583, -0.204868},
        {0.114503, 0.786281, 0.099216},
        {-0.003882, -0.048116, 1.051998}
      }),
  DEUTERANOPIA(
      new double[][] {
        {0.367322, 0.860646, -0.227968},
        {0.280085, 0.672501, 0.047413},
        {-0.011820, 0.042940, 0.968881}
      }),
  TRITANOPIA(
      new double[][] {
        {1.255528, -0.076749, -0.178779},
        {-0.078411, 0.930809, 0.147602},
        {0.004733, 0.691367, 0.303900}
      });

  /** From linear sRGB to XYZ, by IEC 61966-2-1. */
  private static final double[][] XYZ = {
    {0.4124564, 0.3575761, 0.1804375},
    {0.2126729, 0.7151522, 0.0721750},
    {0.0193339, 0.1191920, 0.9503041}
  };

  private static final double[] D65 = {0.95047, 1, 1.08883};

  private final double[][] matrix;

  ColourVision(double[][] matrix) {
    this.matrix = matrix;
  }

  /** Lightness, green to red, blue to yellow. */
  record Lab(double l, double a, double b) {}

  /** About 1 can just be seen side by side; 10 is told apart at a glance. */
  double difference(Color one, Color other) {
    return difference(lab(one), lab(other));
  }

  private Lab lab(Color color) {
    double[] linear = {linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue())};
    double[] seen = times(matrix, linear);
    for (int i = 0; i < 3; i++) {
      seen[i] = Math.max(0, Math.min(1, seen[i]));
    }
    double[] xyz = times(XYZ, seen);
    double x = bent(xyz[0] / D65[0]);
    double y = bent(xyz[1] / D65[1]);
    double z = bent(xyz[2] / D65[2]);
    return new Lab(116 * y - 16, 500 * (x - y), 200 * (y - z));
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] product = new double[3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        product[row] += matrix[row][column] * vector[column];
      }
    }
    return product;
  }

  private static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }

  private static double bent(double value) {
    return value > 216.0 / 24389 ? Math.cbrt(value) : (24389.0 / 27 * value + 16) / 116;
  }

  /** CIEDE2000. */
  static double difference(Lab one, Lab other) {
    double mean = (Math.hypot(one.a(), one.b()) + Math.hypot(other.a(), other.b())) / 2;
    double g = 0.5 * (1 - Math.sqrt(Math.pow(mean, 7) / (Math.pow(mean, 7) + Math.pow(25, 7))));
    double a1 = (1 + g) * one.a();
    double a2 = (1 + g) * other.a();
    double c1 = Math.hypot(a1, one.b());
    double c2 = Math.hypot(a2, other.b());
    double h1 = hue(a1, one.b());
    double h2 = hue(a2, other.b());
    double chroma = (c1 + c2) / 2;
    double hue = meanHue(c1 * c2, h1, h2);
    double light = Math.pow((one.l() + other.l()) / 2 - 50, 2);
    double t =
        1
            - 0.17 * cos(hue - 30)
            + 0.24 * cos(2 * hue)
            + 0.32 * cos(3 * hue + 6)
            - 0.20 * cos(4 * hue - 63);
    double dl = (other.l() - one.l()) / (1 + 0.015 * light / Math.sqrt(20 + light));
    double dc = (c2 - c1) / (1 + 0.045 * chroma);
    double turn = c1 * c2 == 0 ? 0 : turn(h2 - h1);
    double dh = 2 * Math.sqrt(c1 * c2) * Math.sin(Math.toRadians(turn / 2));
    dh /= 1 + 0.015 * chroma * t;
    double c7 = Math.pow(chroma, 7);
    double bend = 60 * Math.exp(-Math.pow((hue - 275) / 25, 2));
    double rt = -2 * Math.sqrt(c7 / (c7 + Math.pow(25, 7))) * Math.sin(Math.toRadians(bend));
    return Math.sqrt(dl * dl + dc * dc + dh * dh + rt * dc * dh);
  }

  private static double hue(double a, double b) {
    return a == 0 && b == 0 ? 0 : (Math.toDegrees(Math.atan2(b, a)) + 360) % 360;
  }

  private static double turn(double degrees) {
    return degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
  }

  private static double meanHue(double chromas, double h1, double h2) {
    if (chromas == 0) {
      return h1 + h2;
    }
    if (Math.abs(h1 - h2) <= 180) {
      return (h1 + h2) / 2;
    }
    return h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
  }

  private static double cos(double degrees) {
    return Math.cos(Math.toRadians(degrees));
  }
}
