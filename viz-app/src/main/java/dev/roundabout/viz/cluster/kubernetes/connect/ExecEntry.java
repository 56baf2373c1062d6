package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a kubeconfig says of a credential plugin.
 *
 * @param command its name, looked for in PATH, or its file
 * @param environment what is set for it beside what is set here
 * @param installHint what to do where it is not there; may be empty
 * @see <a
 *     href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins">Credential
 *     plugins</a>
 */
record ExecEntry(
    String command,
    List<String> args,
    Map<String, String> environment,
    String apiVersion,
    String installHint,
    boolean provideClusterInfo,
    String interactiveMode) {
  private static final String GROUP = "client.authentication.k8s.io/";

  static ExecEntry of(Fields exec, Path folder) throws IOException {
    Map<String, String> environment = new LinkedHashMap<>();
    for (Fields variable : exec.parts("env")) {
      environment.put(variable.text("name"), variable.text("value"));
    }
    return new ExecEntry(
        located(exec.text("command"), folder),
        exec.texts("args"),
        environment,
        exec.text("apiVersion"),
        exec.text("installHint"),
        exec.flag("provideClusterInfo"),
        exec.text("interactiveMode"));
  }

  /** A command with a separator is a file, and starts from the kubeconfig's folder. */
  private static String located(String command, Path folder) {
    boolean file = command.indexOf(File.separatorChar) >= 0 || command.indexOf('/') >= 0;
    return file ? folder.resolve(command).normalize().toString() : command;
  }

  /**
   * @throws IOException where the API does not allow it so; the message names the field
   */
  void check(String where) throws IOException {
    if (command.isEmpty()) {
      throw new IOException(where + ".command is missing");
    }
    if (environment.containsKey("")) {
      throw new IOException(where + ".env has a variable without a name");
    }
    switch (apiVersion) {
      case GROUP + "v1beta1" -> {
        // interactiveMode may be missing
      }
      case GROUP + "v1" -> {
        if (interactiveMode.isEmpty()) {
          throw new IOException(
              where + ".interactiveMode is missing, which " + apiVersion + " requires");
        }
      }
      case "" -> throw new IOException(where + ".apiVersion is missing");
      default ->
          throw new IOException(
              where
                  + ".apiVersion "
                  + apiVersion
                  + " is not known (any more); "
                  + GROUP
                  + "v1 and v1beta1 are. A newer version of the plugin, or of what wrote the"
                  + " kubeconfig, helps");
    }
    if (!List.of("", "Never", "IfAvailable", "Always").contains(interactiveMode)) {
      throw new IOException(where + ".interactiveMode has to be Never, IfAvailable or Always");
    }
  }

  /** Its arguments and variables may be secrets. */
  @Override
  public String toString() {
    return command;
  }
}
