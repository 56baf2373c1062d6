package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.kubernetes.RealNamespace;
import dev.roundabout.viz.model.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** Every experiment that can be done there, on the demo in a real cluster. */
@Tag("e2e")
final class ExperimentsE2eTest extends ExperimentsTest {
  @SuppressWarnings("NullAway.Init") // before all tests
  private RealNamespace namespace;

  @Override
  Watched open() throws Exception {
    namespace = RealNamespace.create().withDemo(3);
    return new Watched(new Session(namespace.cluster(), Settings.initial(), Clocks.system()));
  }

  @AfterAll
  @Override
  void end() throws Exception {
    super.end();
    namespace.close();
  }
}
