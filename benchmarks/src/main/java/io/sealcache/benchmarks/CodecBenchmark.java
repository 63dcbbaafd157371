package io.sealcache.benchmarks;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.jackson.JsonCodec;
import io.sealcache.codec.jackson.MessagePackCodec;
import io.sealcache.codec.standard.JavaCodec;
import io.sealcache.codec.standard.JavaFilter;
import io.sealcache.codec.standard.StandardCodec;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One customer in each codec: the table of docs/codecs.md. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
  /** A value that an application might cache. */
  public record Customer(
      String name, String iban, LocalDate born, int orders, double balance, List<String> tags)
      implements Serializable {}

  private static final Customer ADA =
      new Customer(
          "Ada Lovelace",
          "GB33BUKB20201555555555",
          LocalDate.of(1815, 12, 10),
          42,
          1234.5,
          List.of("analyst", "countess"));

  private static final List<Codec> CODECS =
      List.of(
          StandardCodec.forValues(JavaFilter.standard()),
          new JsonCodec(Customer.class.getClassLoader()).forType(Customer.class),
          new MessagePackCodec(Customer.class.getClassLoader()).forType(Customer.class),
          JavaCodec.forValues(JavaFilter.standard()));

  @Param({"standard", "json", "msgpack", "java"})
  public String name = "standard";

  private Codec codec = CODECS.get(0);
  private byte[] encoded = {};

  @Setup
  public void warm() throws IOException, ClassNotFoundException {
    codec = CODECS.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    for (int i = 0; i < 20_000; i++) {
      encoded = bytes(codec);
      decode();
    }
  }

  @Benchmark
  public EncodingBuffer encode() throws IOException {
    return encode(codec);
  }

  @Benchmark
  public Object decode() throws IOException, ClassNotFoundException {
    return codec.decode(ByteBuffer.wrap(encoded), CodecBenchmark.class.getClassLoader());
  }

  private static EncodingBuffer encode(Codec codec) throws IOException {
    EncodingBuffer buffer = new EncodingBuffer(8, 256);
    codec.encode(ADA, buffer);
    return buffer;
  }

  private static byte[] bytes(Codec codec) throws IOException {
    EncodingBuffer buffer = encode(codec);
    return Arrays.copyOfRange(buffer.array(), 8, buffer.size());
  }

  /** A line for each codec with the length of what it makes of the customer. */
  static List<String> sizes() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Codec codec : CODECS) {
      lines.add("size CodecBenchmark-%s %d B".formatted(codec.name(), bytes(codec).length));
    }
    return lines;
  }
}
