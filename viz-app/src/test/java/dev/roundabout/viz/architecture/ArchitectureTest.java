package dev.roundabout.viz.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule holds, and every rule was seen to fail. */
class ArchitectureTest {
  private static final String ROOT = "dev.roundabout.viz";
  private static final String FIXTURES = "dev.roundabout.fixture";

  /** What each rule must complain of below {@link #FIXTURES}. */
  private static final Map<String, String> OFFENDERS =
      Map.ofEntries(
          Map.entry("javafx only in ui and app", "model.DrawsFixture"),
          Map.entry("fabric8 only in cluster.kubernetes", "cluster.local.AsksApiFixture"),
          Map.entry("grpc only in client, channelz and cluster.local", "dns.CallsFixture"),
          Map.entry("dependencies of model", "model.KnowsClientFixture"),
          Map.entry("dependencies of timeline", "timeline.KnowsClientFixture"),
          Map.entry("dependencies of cluster", "cluster.local.KnowsClientFixture"),
          Map.entry("dependencies of gateway", "gateway.KnowsClientFixture"),
          Map.entry("dependencies of dns", "dns.KnowsClientFixture"),
          Map.entry("dependencies of client", "client.KnowsClusterFixture"),
          Map.entry("dependencies of channelz", "channelz.KnowsClientFixture"),
          Map.entry("dependencies of scenario", "scenario.KnowsClientFixture"),
          Map.entry("dependencies of ui", "ui.KnowsClientFixture"),
          Map.entry("no cycles", "client.KnowsClusterFixture"),
          Map.entry("one AnimationTimer", "ui.SecondTimerFixture"),
          Map.entry("Platform.runLater only in app", "ui.RunsLaterFixture"),
          Map.entry("the clock is injected", "timeline.OwnClockFixture"),
          Map.entry("no Thread.sleep", "app.SleepsFixture"),
          Map.entry("nothing calls fabric8's portForward", "cluster.kubernetes.ForwardsFixture"),
          Map.entry("no static mutable state", "app.RemembersFixture"),
          Map.entry("every package is null-marked", "gateway is not @NullMarked"));

  @TestFactory
  List<DynamicTest> every_rule_holds() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    assertThat(classes).hasSizeGreaterThan(50);
    return new Rules(ROOT)
        .all().entrySet().stream()
            .map(
                rule ->
                    DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(classes)))
            .toList();
  }

  @TestFactory
  List<DynamicTest> every_rule_rejects_its_fixture() {
    JavaClasses fixtures = new ClassFileImporter().importPackages(FIXTURES);
    return new Rules(FIXTURES)
        .all().entrySet().stream()
            .map(
                rule ->
                    DynamicTest.dynamicTest(
                        rule.getKey(),
                        () ->
                            assertRejects(rule.getValue(), fixtures, OFFENDERS.get(rule.getKey()))))
            .toList();
  }

  @Test
  void every_rule_has_an_offender() {
    assertThat(OFFENDERS.keySet())
        .containsExactlyInAnyOrderElementsOf(new Rules(FIXTURES).all().keySet());
  }

  private static void assertRejects(ArchRule rule, JavaClasses fixtures, String offence) {
    List<String> report = rule.evaluate(fixtures).getFailureReport().getDetails();
    assertThat(report).anyMatch(line -> line.contains(FIXTURES + "." + offence));
  }
}
