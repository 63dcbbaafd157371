package io.sealcache.benchmarks.cold;

import java.lang.System.Logger.Level;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** The work that a JVM has done before a cache is opened. */
enum Before {
  /** Nothing. */
  NOTHING(""),
  /** The work of most applications: a line is logged, and TLS looks up what it needs. */
  LOGGED_AND_TLS("-application");

  private final String suffix;

  Before(String suffix) {
    this.suffix = suffix;
  }

  /** How names end of what is measured after it. */
  String suffix() {
    return suffix;
  }

  void happen() {
    if (this == LOGGED_AND_TLS) {
      System.getLogger("application").log(Level.INFO, "It starts");
      try {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        if (engine.getSupportedCipherSuites().length == 0) {
          throw new IllegalStateException("No cipher suite");
        }
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
