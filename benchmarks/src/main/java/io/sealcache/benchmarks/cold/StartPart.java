package io.sealcache.benchmarks.cold;

import java.util.Arrays;
import java.util.List;

/** The part that a start is busy with, by the methods on its stack; of several the first. */
enum StartPart {
  LOG("lines logged at INFO, the first of this JVM", "java.util.logging.Logger.log"),
  SELF_TEST(
      "self test of the JCA provider, with the first ciphers of this JVM",
      "io.sealcache.core.JcaProvider.ofJvm"),
  PROVIDERS(
      "the JDK's list of JCA providers, and its policy",
      "sun.security.jca.ProviderList",
      "javax.crypto.JceSecurity."),
  MANAGEMENT(
      "the platform's MBean server, and beans", "javax.management.", "java.lang.management."),
  SERVICES("services on the class path: JCache providers, loggers", "java.util.ServiceLoader"),
  STORE(
      "the store and its configuration",
      "com.github.benmanes.",
      "com.typesafe.",
      "org.ehcache.",
      "com.hazelcast."),
  LINKING("lambdas, concatenations and method handles", "java.lang.invoke."),
  LOADING("classes loaded and checked", "java.lang.ClassLoader.loadClass"),
  KEYS(
      "keys, sealers and the first get",
      "io.sealcache.keys.",
      "io.sealcache.core.",
      "io.sealcache.internal.seal."),
  OTHER("all else", "");

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // by List.of
  private final List<String> beginnings;

  StartPart(String title, String... beginnings) {
    this.title = title;
    this.beginnings = List.of(beginnings);
  }

  String title() {
    return title;
  }

  /** The part that a stack belongs to. */
  static StartPart of(List<StackTraceElement> stack) {
    return Arrays.stream(values())
        .filter(part -> stack.stream().anyMatch(part::has))
        .findFirst()
        .orElse(OTHER);
  }

  private boolean has(StackTraceElement frame) {
    String method = frame.getClassName() + '.' + frame.getMethodName();
    return beginnings.stream().anyMatch(method::startsWith);
  }
}
