package dev.roundabout.viz.model;

/**
 * Why a Service does not lead to the Deployment's pods, and what helps.
 *
 * @param cause in a line: {@code No Service server-headless in default}
 * @param next what to do, in words
 * @param command a line for a terminal that helps; empty where there is none
 */
public record ServiceFault(String cause, String next, String command) {

  /** The next step with its command, where there is one. */
  public String help() {
    return command.isEmpty() ? next : next + ": " + command;
  }
}
