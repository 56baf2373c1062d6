package dev.roundabout.viz.cluster.kubernetes.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate for 127.0.0.1 that nobody trusts unless told to.
 *
 * @param pkcs12 a key store with the key
 * @param pem the certificate alone, for who is to trust it
 */
record Certificate(byte[] pkcs12, String password, String pem) {
  private static final String PASSWORD = "changeit";

  /** Makes one with the JDK's keytool. */
  static Certificate forLoopback() {
    try {
      Path folder = Files.createTempDirectory("fake-kubernetes");
      Path store = folder.resolve("api.p12");
      Path pem = folder.resolve("api.pem");
      keytool(
          store,
          "-genkeypair -alias api -keyalg EC -groupname secp256r1 -dname CN=kubernetes"
              + " -ext san=ip:127.0.0.1,dns:localhost -validity 2");
      keytool(store, "-exportcert -rfc -alias api -file " + pem);
      Certificate made =
          new Certificate(Files.readAllBytes(store), PASSWORD, Files.readString(pem));
      for (Path file : List.of(store, pem, folder)) {
        Files.delete(file);
      }
      return made;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void keytool(Path store, String arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    command.addAll(List.of("-storetype", "PKCS12"));
    command.addAll(List.of(arguments.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool failed: " + output);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }
}
