package io.sealcache.spring.cloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.config.server.EnableConfigServer;
import org.springframework.context.ConfigurableApplicationContext;

/** Spring Cloud's config server, over files. */
final class ConfigServer implements AutoCloseable {
  private final Path files;
  private final ConfigurableApplicationContext server;

  private ConfigServer(Path files, ConfigurableApplicationContext server) {
    this.files = files;
    this.server = server;
  }

  static ConfigServer over(Path files) {
    return new ConfigServer(
        files,
        new SpringApplicationBuilder(Server.class)
            .run(
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.main.lazy-initialization=true",
                "--spring.profiles.active=native",
                "--spring.cloud.config.enabled=false", // it is nobody's client
                "--spring.cloud.config.server.native.search-locations=" + files.toUri()));
  }

  /** Sets its configuration for the application of this name. */
  void put(String application, String yaml) throws IOException {
    Files.writeString(files.resolve(application + ".yml"), yaml);
  }

  String url() {
    return "http://127.0.0.1:" + server.getEnvironment().getProperty("local.server.port");
  }

  @Override
  public void close() {
    server.close();
  }

  @EnableAutoConfiguration
  @EnableConfigServer
  static class Server {}
}
