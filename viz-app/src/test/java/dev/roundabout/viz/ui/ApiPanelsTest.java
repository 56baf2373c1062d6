package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterFact;
import dev.roundabout.viz.model.JobRun;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.kit.Explained;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What the API of a Kubernetes cluster says, as the window shows it. */
@ExtendWith(ApplicationExtension.class)
class ApiPanelsTest {
  @SuppressWarnings("NullAway.Init") // TestFX calls start before every test
  private WindowUnderTest window;

  @Start
  void start(Stage stage) {
    window = new WindowUnderTest(stage, ApiFixtures.minikube().serve(3).snapshot());
    window.window().root().requestFocus();
  }

  @Test
  void theChipSaysWhyWhereNobodyAskedForTheCluster(FxRobot robot) {
    assertThat(WindowUnderTest.isShown(node("#chip-why"))).as("minikube was expected").isFalse();
    assertThat(chip().getTooltip().getText())
        .contains("minikube: the current context is a local one", "https://192.168.49.2:8443");
    String why = "minikube did not answer within 2 s; when it runs, choose it in the top bar";
    window.show(robot, ApiFixtures.fallenBack(why).snapshot());
    assertThat(WindowUnderTest.isShown(node("#chip-why"))).isTrue();
    assertThat(window.text("#chip-why")).isEqualTo(why);
    assertThat(chip().getTooltip().getText()).startsWith("embedded cluster: " + why);
    assertThat(chip().getAccessibleHelp()).startsWith("embedded cluster: " + why);
    assertThat(chip().getAccessibleText()).contains("embedded cluster", "Deployment server");
  }

  private Button chip() {
    return (Button) node("#chip");
  }

  @Test
  void silenceIsCountedWhileTheRestGoesOn(FxRobot robot) {
    assertThat(node("#hearing").isVisible()).isFalse();
    Fixtures world = ApiFixtures.unheard();
    window.show(robot, world.snapshot());
    List<String> before = texts("#hearing");
    robot.interact(() -> window.renderAfter(Duration.ofSeconds(12)));
    List<String> after = texts("#hearing");
    assertThat(seconds(after) - seconds(before)).isEqualTo(12);
    assertThat(after).anyMatch(text -> text.startsWith("minikube: connection refused"));
    assertThat(window.all(".pod-bar")).as("the rest stays").isNotEmpty();
  }

  private static int seconds(List<String> texts) {
    return Integer.parseInt(texts.get(0).replaceAll("\\D", ""));
  }

  @Test
  void aMissingPermissionIsNamedWithTheLineThatGrantsIt(FxRobot robot) {
    window.show(robot, ApiFixtures.withoutDns().snapshot());
    assertThat(texts("#permissions"))
        .contains(
            "Not allowed: create pods/portforward in kube-system – names come from"
                + " EndpointSlices, not from the cluster's DNS");
    robot.clickOn("Copy kubectl line");
    assertThat(clipboard(robot)).isEqualTo(ApiFixtures.portForward().grant());
    robot.clickOn("Hide");
    assertThat(node("#permissions").isVisible()).isFalse();
  }

  @Test
  void severalMissingPermissionsAreListed(FxRobot robot) {
    window.show(robot, ApiFixtures.forbidden().snapshot());
    assertThat(texts("#permissions")).anyMatch(text -> text.endsWith("(and 1 more)"));
    robot.clickOn("Show");
    robot.interact(window::settle);
    assertThat(window.texts())
        .contains(
            "Missing permissions",
            "list pods in default",
            "create pods/portforward in kube-system",
            ApiFixtures.pods().grant(),
            ApiFixtures.portForward().grant());
  }

  @Test
  void whatScalesByItselfIsShownWithItsNumbers(FxRobot robot) {
    assertThat(node("#scaler").isVisible()).isFalse();
    window.show(robot, ApiFixtures.autoscaled().snapshot());
    assertThat(texts("#scaler"))
        .contains(
            "HorizontalPodAutoscaler server",
            "2 to 10",
            "cpu 60%",
            "cpu 43%",
            "It scales this Deployment, and undoes what you set here.");
  }

  @Test
  void theDemoIsDeployedFromTheEmptyState(FxRobot robot) {
    window.show(robot, ApiFixtures.notDeployed().snapshot());
    assertThat(window.texts())
        .contains(
            "There is no Deployment server in namespace default",
            "Service server-headless",
            "absent",
            "there already");
    robot.clickOn("Deploy demo");
    assertThat(window.actions()).containsExactly(new Action.DeployDemo(Optional.empty()));
    assertThat(refusal(Command.Id.SCALE_UP))
        .contains("There is no Deployment server in namespace default: choose another (C)");
  }

  @Test
  void aDeploymentThatIsNotThereIsSaidAndNothingOfItCanBeChanged(FxRobot robot) {
    window.show(robot, ApiFixtures.misspelt(ApiFixtures.ours()).snapshot());
    assertThat(window.texts())
        .contains("There is no Deployment wbe in namespace default", "Press C to choose another")
        .doesNotContain("The demo", "Press + to scale wbe up");
    assertThat(node("#chip .dot").getStyleClass()).contains("tone-warn");
    for (Command.Id id :
        List.of(
            Command.Id.SCALE_UP,
            Command.Id.SCALE_DOWN,
            Command.Id.DELETE_POD,
            Command.Id.RESTART,
            Command.Id.DRAIN,
            Command.Id.FREEZE,
            Command.Id.RUN_JOB,
            Command.Id.UNDO)) {
      assertThat(refusal(id))
          .as(id.name())
          .contains("There is no Deployment wbe in namespace default: choose another (C)");
    }
    robot.push(KeyCode.ADD).push(KeyCode.SHIFT, KeyCode.R).push(KeyCode.J);
    assertThat(window.actions()).isEmpty();
    robot.clickOn("Choose another cluster  C");
    assertThat(WindowUnderTest.isShown(node("#chooser-filter"))).isTrue();
  }

  @Test
  void theDemoIsOfferedBesideADeploymentThatIsNotThere(FxRobot robot) {
    window.show(robot, ApiFixtures.misspelt(ApiFixtures.absent()).snapshot());
    assertThat(window.texts())
        .anyMatch(text -> text.startsWith("Press C to choose another, or deploy the demo"));
    robot.clickOn("Deploy demo");
    assertThat(window.actions()).containsExactly(new Action.DeployDemo(Optional.empty()));
  }

  @Test
  void theDemoIsDeployedWithAnImageOfARegistry(FxRobot robot) {
    window.show(robot, ApiFixtures.notDeployed().snapshot());
    robot.clickOn("Another image");
    robot.interact(window::settle);
    TextField image = (TextField) node("#demo-image");
    assertThat(image.getText()).isEqualTo("roundabout-workload:0.1.0");
    robot.clickOn(image).push(KeyCode.HOME).write("example.com/team/");
    robot.clickOn("#deploy-demo");
    assertThat(window.actions())
        .containsExactly(
            new Action.DeployDemo(Optional.of("example.com/team/roundabout-workload:0.1.0")));
  }

  @Test
  void theImageOfADemoThatIsThereCanBeChanged(FxRobot robot) {
    robot.push(KeyCode.CONTROL, KeyCode.K).write("name its image").push(KeyCode.ENTER);
    robot.interact(window::settle);
    assertThat(node("#deploy-demo").isDisabled()).as("all of it is there").isTrue();
    robot.clickOn("#demo-image").write(" ");
    assertThat(node("#deploy-demo").isDisabled()).as("the same image").isTrue();
    robot.push(KeyCode.CONTROL, KeyCode.A).write("talk:7");
    robot.clickOn("#deploy-demo");
    assertThat(window.actions()).containsExactly(new Action.DeployDemo(Optional.of("talk:7")));
  }

  @Test
  void aServiceThatIsMissingIsNamedWithTheLineThatMakesIt(FxRobot robot) {
    assertThat(node("#service-note").isVisible()).isFalse();
    Fixtures world = ApiFixtures.noHeadlessService();
    window.show(robot, world.snapshot());
    assertThat(texts("#service-note"))
        .containsExactly(
            "No Service server-headless in default. Make it, or name another one with"
                + " --headless-service, or press S for the ClusterIP Service:",
            ApiFixtures.EXPOSE);
    assertThat(texts(".resolved")).contains("No Service server-headless in default");
    robot.clickOn("#service-note .button");
    assertThat(clipboard(robot)).isEqualTo(ApiFixtures.EXPOSE);

    world.settings(s -> s.withService(ServiceKind.CLUSTER_IP));
    window.show(robot, world.snapshot());
    assertThat(node("#service-note").isVisible()).as("that one is sound").isFalse();

    world.settings(s -> s.withService(ServiceKind.HEADLESS));
    world.apply(new ClusterFact.ServiceSeen(world.now(), ServiceKind.HEADLESS, Optional.empty()));
    window.show(robot, world.snapshot());
    assertThat(node("#service-note").isVisible()).isFalse();
    assertThat(window.texts()).contains("Service server-headless leads to the pods");
  }

  @Test
  void aLockedClusterGetsNoDemo(FxRobot robot) {
    window.show(robot, ApiFixtures.notDeployedAndLocked().snapshot());
    Button deploy = (Button) window.window().root().lookup(".empty-box .go");
    assertThat(deploy.isDisabled()).isTrue();
    assertThat(((Explained) deploy.getParent()).explanation()).startsWith("Read-only:");
  }

  @Test
  void servicesOfSomebodyElseAreNamedWithTheNextStep(FxRobot robot) {
    window.show(robot, ApiFixtures.foreignServices().snapshot());
    robot.push(KeyCode.CONTROL, KeyCode.K).write("remove").push(KeyCode.ENTER);
    robot.interact(window::settle);
    assertThat(window.texts())
        .anySatisfy(
            text ->
                assertThat(text)
                    .contains(
                        "Service server in default",
                        " --service.",
                        "Service server-headless in default",
                        " --headless-service.",
                        "another namespace"));
  }

  @Test
  void theDemoIsRemovedAfterALookAtItsParts(FxRobot robot) {
    robot.push(KeyCode.CONTROL, KeyCode.K).write("remove").push(KeyCode.ENTER);
    robot.interact(window::settle);
    assertThat(window.actions()).isEmpty();
    assertThat(window.texts()).contains("The demo", "Deployment server", "ours");
    robot.clickOn("#remove-demo");
    assertThat(window.actions()).containsExactly(new Action.RemoveDemo());
  }

  @Test
  void theCommandThatHelpsIsCopiedAndNothingElse(FxRobot robot) {
    assertThat(node("#pod-notes").isVisible()).isFalse();
    window.show(robot, ApiFixtures.imageMissing().snapshot());
    assertThat(texts("#pod-notes"))
        .contains("3 pods · ImagePullBackOff: " + ApiFixtures.NO_IMAGE, ApiFixtures.IMAGE_HELP);
    assertThat(texts("#pod-7g67b")).contains("ImagePullBackOff");
    robot.clickOn("#pod-notes .button");
    assertThat(clipboard(robot)).isEqualTo(ApiFixtures.IMAGE_HELP);
    assertThat(robot.lookup("Copied").tryQuery()).isPresent();
  }

  @Test
  void whatNoCommandHelpsIsCopiedAsItIsSaid(FxRobot robot) {
    window.show(robot, ApiFixtures.evicted().snapshot());
    robot.clickOn("#pod-notes .button");
    assertThat(clipboard(robot)).isEqualTo("evicted: the node was low on memory");
  }

  @Test
  void aJobWithoutItsImageShowsTheCommandThatHelps(FxRobot robot) {
    window.show(robot, ApiFixtures.jobWithoutImage(ApiFixtures.IMAGE_HELP).snapshot());
    robot.clickOn("#job .command-line .button");
    assertThat(clipboard(robot)).isEqualTo(ApiFixtures.IMAGE_HELP);
    window.show(robot, ApiFixtures.jobDone().snapshot());
    assertThat(texts("#job")).doesNotContain(ApiFixtures.IMAGE_HELP);
  }

  @Test
  void theClientRunsInTheClusterAsTheLoadIsSet(FxRobot robot) {
    Fixtures world = ApiFixtures.minikube().serve(3);
    world.settings(s -> s.withService(ServiceKind.CLUSTER_IP).withLoad(new Load.Concurrent(64)));
    window.show(robot, world.snapshot());
    window.unfold(robot, "#command-RUN_JOB");
    assertThat(window.texts()).contains("3000 by a Job, ClusterIP Service");
    robot.clickOn("#command-RUN_JOB");
    assertThat(window.actions())
        .containsExactly(new Action.RunJob(ServiceKind.CLUSTER_IP, 3000, 64, false));
    world.settings(s -> s.withLoad(new Load.NewConnection()));
    window.show(robot, world.snapshot());
    window.unfold(robot, "#command-RUN_JOB");
    robot.clickOn("#command-RUN_JOB");
    assertThat(window.actions()).endsWith(new Action.RunJob(ServiceKind.CLUSTER_IP, 3000, 1, true));
  }

  @Test
  void aRunInTheClusterIsShownBesideTheOwnBars(FxRobot robot) {
    assertThat(node("#job").isVisible()).isFalse();
    Fixtures world = ApiFixtures.job(JobRun.Phase.STARTING, "its pod is scheduled");
    window.show(robot, world.snapshot());
    assertThat(texts("#job")).contains("starting", "No answer yet");
    assertThat(refusal(Command.Id.RUN_JOB))
        .contains("The Job client-7f2 is under way, for 3,000 requests");

    JobRun done =
        ApiFixtures.run("client-7f2", JobRun.Phase.SUCCEEDED, "3000 answers in 2.1 s", 3000);
    window.show(robot, world.apply(new ClusterFact.JobSeen(world.now(), done)).snapshot());
    assertThat(texts("#job"))
        .contains("done: 3,000 of 3,000", "7g67b", "100.0 %", "3,000", "hl7ww", "0 %")
        .contains("3000 answers in 2.1 s · true ClusterIP Service, true DNS, no tunnel");
    assertThat(refusal(Command.Id.RUN_JOB)).isEmpty();
    assertThat(texts("#pod-7g67b")).as("the own bars stay").contains("200");
  }

  @Test
  void aRunThatWasPutAwayComesBackWithTheNext(FxRobot robot) {
    Fixtures world = ApiFixtures.jobDone();
    window.show(robot, world.snapshot());
    robot.clickOn("Put away");
    robot.interact(window::settle);
    assertThat(node("#job").isVisible()).isFalse();
    JobRun next = ApiFixtures.run("client-8a1", JobRun.Phase.RUNNING, "", 3, 2, 1);
    window.show(robot, world.apply(new ClusterFact.JobSeen(world.now(), next)).snapshot());
    assertThat(texts("#job")).contains("6 of 3,000");
  }

  @Test
  void whatTheEmbeddedClusterCannotDoIsDisabledAndSaysWhy(FxRobot robot) {
    window.show(robot, Fixtures.serving(3).snapshot());
    for (Command.Id id :
        List.of(Command.Id.RUN_JOB, Command.Id.DEPLOY_DEMO, Command.Id.REMOVE_DEMO)) {
      assertThat(refusal(id).orElse(""))
          .as(id.name())
          .endsWith("press C to choose a Kubernetes cluster");
    }
    robot.push(KeyCode.J);
    assertThat(window.actions()).isEmpty();
    robot.push(KeyCode.SHIFT, KeyCode.R);
    assertThat(window.actions()).containsExactly(new Action.Restart());
  }

  @Test
  void everyReasonForNoPodsHasItsWords(FxRobot robot) {
    window.show(robot, ApiFixtures.connecting().snapshot());
    assertThat(window.texts())
        .contains("Connecting to minikube …", "https://192.168.49.2:8443 has not answered yet");
    window.show(robot, ApiFixtures.cannotOpen().snapshot());
    assertThat(window.texts()).contains("Cannot open prod-eu-west-1");
    window.show(robot, ApiFixtures.unreachable().snapshot());
    assertThat(window.texts()).contains("Nothing is heard from minikube");
    window.show(robot, ApiFixtures.forbidden().snapshot());
    assertThat(window.texts()).contains("Not allowed to see the pods", ApiFixtures.pods().grant());
    robot.clickOn("Choose another cluster  C");
    assertThat(WindowUnderTest.isShown(node("#chooser-filter"))).isTrue();
  }

  @Test
  void aClusterThatIsNotOpenIsNeitherGreenNorChangedNorWitnessed(FxRobot robot) {
    for (Fixtures world : List.of(ApiFixtures.cannotOpen(), ApiFixtures.unreachable())) {
      window.show(robot, world.snapshot());
      String title = world.snapshot().cluster().info().title();
      assertThat(node("#chip").lookup(".dot").getStyleClass()).contains("tone-bad");
      assertThat(refusal(Command.Id.SCALE_UP)).hasValue(title + " is not open: choose another (C)");
      robot.push(KeyCode.ADD);
      assertThat(window.actions()).isEmpty();
      assertThat(window.texts()).noneMatch(text -> text.contains("answers agree"));
    }
    window.show(robot, ApiFixtures.connecting().snapshot());
    assertThat(node("#chip").lookup(".dot").getStyleClass()).doesNotContain("tone-good");
  }

  private Optional<String> refusal(Command.Id id) {
    return window.window().commands().get(id).refusal().get();
  }

  private Node node(String selector) {
    return window.window().root().lookup(selector);
  }

  private List<String> texts(String selector) {
    return node(selector).lookupAll(".label").stream()
        .filter(WindowUnderTest::isShown)
        .map(label -> ((Label) label).getText())
        .toList();
  }

  private static String clipboard(FxRobot robot) {
    List<String> found = new ArrayList<>();
    robot.interact(() -> found.add(Clipboard.getSystemClipboard().getString()));
    return found.get(0);
  }
}
