package dev.roundabout.viz.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IpTextTest {

  /** Among them the examples of RFC 5952, sections 4.1 and 4.2. */
  @ParameterizedTest
  @CsvSource({
    "10.244.0.5, 10.244.0.5",
    "::1, ::1",
    "::, ::",
    "fd00:0:0:0:0:0:0:5, fd00::5",
    "fd00:10:244:1:0:0:0:2a, fd00:10:244:1::2a",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:DB8:0A0B:12F0:0:0:0:1, 2001:db8:a0b:12f0::1",
    "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::"
  })
  void isTheShortestForm(String written, String text) throws UnknownHostException {
    assertThat(IpText.of(InetAddress.getByName(written))).isEqualTo(text);
  }
}
