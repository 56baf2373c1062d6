package dev.roundabout.viz.ui;

import dev.roundabout.viz.model.JobRun;
import dev.roundabout.viz.ui.commands.Command;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Every state of a Kubernetes cluster that the window has a face for, by name. */
final class ApiWorlds {

  /**
   * @param opening what a person does to see it
   */
  record Opened(Fixtures world, Consumer<MainWindow> opening) {}

  private ApiWorlds() {}

  static Map<String, Fixtures> all() {
    Map<String, Fixtures> worlds = new LinkedHashMap<>();
    worlds.put(
        "fallen-back",
        ApiFixtures.fallenBack(
            "minikube did not answer within 2 s; when it runs, choose it in the top bar"));
    worlds.put(
        "fallen-back-long",
        ApiFixtures.fallenBack(
            "The kubeconfig /home/jane/.kube/config cannot be read: it is not valid YAML of a"
                + " kubeconfig (line 3). See what kubectl says: kubectl config view"
                + " --kubeconfig=/home/jane/.kube/config; not used: --namespace (give --context)"));
    worlds.put("connecting", ApiFixtures.connecting());
    worlds.put("cannot-open", ApiFixtures.cannotOpen());
    worlds.put("unheard", ApiFixtures.unheard());
    worlds.put("unreachable", ApiFixtures.unreachable());
    worlds.put("locked", ApiFixtures.locked(true));
    worlds.put("read-only", ApiFixtures.locked(false));
    worlds.put("autoscaled", ApiFixtures.autoscaled());
    worlds.put("not-deployed", ApiFixtures.notDeployed());
    worlds.put("misspelt", ApiFixtures.misspelt(ApiFixtures.absent()));
    worlds.put("misspelt-beside-demo", ApiFixtures.misspelt(ApiFixtures.ours()));
    worlds.put("no-namespace", ApiFixtures.noNamespace());
    worlds.put("no-headless-service", ApiFixtures.noHeadlessService());
    worlds.put("not-deployed-locked", ApiFixtures.notDeployedAndLocked());
    worlds.put("image-missing", ApiFixtures.imageMissing());
    worlds.put("image-missing-elsewhere", ApiFixtures.imageMissingElsewhere());
    worlds.put("mixed", ApiFixtures.mixed());
    worlds.put("forbidden", ApiFixtures.forbidden());
    worlds.put("without-dns", ApiFixtures.withoutDns());
    worlds.put("job-starting", ApiFixtures.job(JobRun.Phase.STARTING, "its pod is scheduled"));
    worlds.put("job-running", ApiFixtures.job(JobRun.Phase.RUNNING, "", 411, 402, 398));
    worlds.put("job-done", ApiFixtures.jobDone());
    worlds.put(
        "job-failed",
        ApiFixtures.job(
            JobRun.Phase.FAILED, "its client ended with an error; see the log of its pod"));
    worlds.put("job-without-image", ApiFixtures.jobWithoutImage(ApiFixtures.IMAGE_HELP));
    worlds.put(
        "job-without-image-elsewhere", ApiFixtures.jobWithoutImage(ApiFixtures.HELP_ELSEWHERE));
    return worlds;
  }

  static Map<String, Opened> opened() {
    Map<String, Opened> worlds = new LinkedHashMap<>();
    Consumer<MainWindow> choose = run(Command.Id.CHOOSE);
    worlds.put("choose-none", new Opened(choices(0), choose));
    worlds.put("choose", new Opened(choices(3), choose));
    worlds.put("choose-many", new Opened(choices(60), choose));
    worlds.put("choose-asking", new Opened(choices(3), choose.andThen(enter())));
    worlds.put(
        "choose-namespace",
        new Opened(browsed("default", List.of("server"), ""), choose.andThen(enter())));
    worlds.put(
        "choose-asking-again",
        new Opened(
            browsed("default", List.of(), "jane may not list namespaces in minikube; type a name"),
            choose.andThen(enter())));
    worlds.put(
        "choose-deployment",
        new Opened(
            browsed("default", List.of("frontend", "payments"), ""),
            choose.andThen(enter()).andThen(enter())));
    worlds.put("unlock", new Opened(ApiFixtures.locked(true), run(Command.Id.UNLOCK)));
    worlds.put("demo", new Opened(ApiFixtures.minikube().serve(3), run(Command.Id.REMOVE_DEMO)));
    worlds.put(
        "demo-foreign", new Opened(ApiFixtures.foreignServices(), run(Command.Id.REMOVE_DEMO)));
    worlds.put("demo-absent", new Opened(ApiFixtures.notDeployed(), run(Command.Id.REMOVE_DEMO)));
    worlds.put("permissions", new Opened(ApiFixtures.forbidden(), run(Command.Id.PERMISSIONS)));
    worlds.put("palette", new Opened(ApiFixtures.locked(true), run(Command.Id.PALETTE)));
    return worlds;
  }

  private static Fixtures choices(int count) {
    return ApiFixtures.withChoices(ApiFixtures.contexts(count));
  }

  private static Fixtures browsed(String namespace, List<String> deployments, String trouble) {
    return ApiFixtures.withChoices(ApiFixtures.browsed(namespace, deployments, trouble));
  }

  private static Consumer<MainWindow> run(Command.Id id) {
    return window -> window.commands().get(id).run();
  }

  private static Consumer<MainWindow> enter() {
    return window -> {
      Node filter = window.root().lookup("#chooser-filter");
      Event.fireEvent(
          filter,
          new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
    };
  }
}
