package dev.roundabout.viz.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The rules of docs/architecture.md, for the packages below a root. */
final class Rules {
  /** What each package may use of its siblings; {@code app} may use all. */
  private static final Map<String, List<String>> ALLOWED =
      Map.of(
          "model", List.of(),
          "timeline", List.of("model"),
          "cluster", List.of("model", "dns", "gateway"),
          "gateway", List.of("model"),
          "dns", List.of("model"),
          "client", List.of("model"),
          "channelz", List.of("model"),
          "scenario", List.of("model"),
          "ui", List.of("model", "timeline"));

  private static final Set<String> CLOCKS =
      Set.of(
          "java.time.Instant.now",
          "java.time.InstantSource.system",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.LocalTime.now",
          "java.time.LocalDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.lang.System.nanoTime",
          "java.lang.System.currentTimeMillis",
          "java.lang.Math.random",
          "java.util.concurrent.ThreadLocalRandom.current");

  private final String root;

  Rules(String root) {
    this.root = root;
  }

  Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("javafx only in ui and app", only("javafx..", "ui", "app"));
    rules.put("fabric8 only in cluster.kubernetes", only("io.fabric8..", "cluster.kubernetes"));
    rules.put(
        "grpc only in client, channelz and cluster.local",
        only("io.grpc..", "client", "channelz", "cluster.local"));
    ALLOWED.forEach(
        (name, allowed) -> rules.put("dependencies of " + name, dependencies(name, allowed)));
    rules.put("no cycles", slices().matching(root + ".(**)").should().beFreeOfCycles());
    rules.put("one AnimationTimer", oneAnimationTimer());
    rules.put(
        "Platform.runLater only in app",
        noCalls(Set.of("javafx.application.Platform.runLater"), "app"));
    rules.put("the clock is injected", noCalls(CLOCKS, "app"));
    rules.put("no Thread.sleep", noCalls(Set.of("java.lang.Thread.sleep")));
    rules.put("nothing calls fabric8's portForward", noPortForward());
    rules.put("no static mutable state", noStaticMutableState());
    rules.put("every package is null-marked", nullMarked());
    return rules;
  }

  private String[] packages(String... names) {
    List<String> patterns = new ArrayList<>();
    for (String name : names) {
      patterns.add(root + "." + name + "..");
    }
    return patterns.toArray(String[]::new);
  }

  private ArchRule only(String library, String... homes) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages(homes))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private ArchRule dependencies(String name, List<String> allowed) {
    List<String> names = new ArrayList<>(allowed);
    names.add(name);
    return classes()
        .that()
        .resideInAPackage(root + "." + name + "..")
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage(root + "..")
                .or(resideInAnyPackage(packages(names.toArray(String[]::new)))))
        .allowEmptyShould(true);
  }

  private ArchRule noCalls(Set<String> methods, String... homes) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages(homes))
        .should()
        .accessTargetWhere(
            DescribedPredicate.<JavaAccess<?>>describe(
                "is one of " + methods,
                access ->
                    methods.contains(
                        access.getTarget().getOwner().getFullName()
                            + "."
                            + access.getTarget().getName())));
  }

  /** It listens on every interface where it is given no address, and asks nobody for a password. */
  private static ArchRule noPortForward() {
    return noClasses()
        .should()
        .accessTargetWhere(
            DescribedPredicate.<JavaAccess<?>>describe(
                "is portForward of fabric8",
                access ->
                    access.getTarget().getName().equals("portForward")
                        && access
                            .getTarget()
                            .getOwner()
                            .getPackageName()
                            .startsWith("io.fabric8")));
  }

  private static ArchRule noStaticMutableState() {
    return fields()
        .that()
        .areStatic()
        .should(
            new ArchCondition<JavaField>("be final and of a type that cannot change") {
              @Override
              public void check(JavaField field, ConditionEvents events) {
                boolean synthetic = field.getModifiers().contains(JavaModifier.SYNTHETIC);
                boolean constant =
                    field.getModifiers().contains(JavaModifier.FINAL)
                        && !isMutable(field.getRawType());
                events.add(
                    new SimpleConditionEvent(field, synthetic || constant, field.getFullName()));
              }
            });
  }

  private static boolean isMutable(JavaClass type) {
    boolean concurrent =
        type.getPackageName().startsWith("java.util.concurrent")
            && !type.isAssignableTo(Enum.class);
    boolean container = type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
    return concurrent
        || type.isAssignableTo(StringBuilder.class)
        || (container && !type.isInterface());
  }

  private static ArchRule oneAnimationTimer() {
    return classes()
        .should(
            new ArchCondition<JavaClass>("hold one AnimationTimer at the most") {
              private final List<String> timers = new ArrayList<>();

              @Override
              public void check(JavaClass type, ConditionEvents events) {
                if (!assignableTo("javafx.animation.AnimationTimer").test(type)) {
                  return;
                }
                timers.add(type.getName());
                events.add(
                    new SimpleConditionEvent(
                        type, timers.size() == 1, "AnimationTimers: " + timers));
              }
            });
  }

  private static ArchRule nullMarked() {
    return classes()
        .should(
            new ArchCondition<JavaClass>("reside in a package that is @NullMarked") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(
                    new SimpleConditionEvent(
                        type, marked, type.getPackageName() + " is not @NullMarked"));
              }
            });
  }
}
