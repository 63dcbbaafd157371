package io.sealcache.benchmarks.peers;

import io.sealcache.benchmarks.Sample;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * 1 KiB by libraries that applications encrypt values with, to stand beside {@code CipherBenchmark}
 * with {@code size=1024}. Only Tink's and AWS's bind a value to something, such as its key.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the @Setup method first
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PeerValueBenchmark {
  @Param public Peer peer = Peer.TINK;

  private final byte[] plaintext = Sample.bytes(Sample.VALUE_LENGTH, 4);
  private PeerCipher cipher;
  private byte[] sealed;

  @Setup
  public void warm() throws Exception {
    cipher = peer.open();
    for (int i = 0; i < peer.warming(); i++) {
      sealed = seal();
      open();
    }
  }

  @Benchmark
  public byte[] seal() throws Exception {
    return cipher.seal(plaintext);
  }

  @Benchmark
  public byte[] open() throws Exception {
    return cipher.open(sealed);
  }
}
