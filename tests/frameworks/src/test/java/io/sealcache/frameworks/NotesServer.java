package io.sealcache.frameworks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.sealcache.EncryptedCacheManager;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.cache.Caching;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.shiro.web.env.EnvironmentLoaderListener;
import org.apache.shiro.web.servlet.ShiroFilter;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.jspecify.annotations.Nullable;

/**
 * A web application with Shiro in a Tomcat: POST notes the body in the caller's {@code
 * HttpSession}, GET gives it back, DELETE ends the session.
 */
final class NotesServer implements AutoCloseable {
  private final Tomcat tomcat = new Tomcat();
  private final Context context;
  private final Notes notes = new Notes();
  private final HttpClient client = HttpClient.newHttpClient();

  NotesServer(Path directory, String shiroIni) throws IOException, LifecycleException {
    Path ini = Files.writeString(directory.resolve("shiro.ini"), shiroIni);
    tomcat.setSilent(true);
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    context = tomcat.addContext("", directory.toString());
    context.addParameter("shiroConfigLocations", "file:" + ini);
    context.addApplicationListener(EnvironmentLoaderListener.class.getName());
    addShiroFilter();
    Tomcat.addServlet(context, "notes", notes).addMapping("/");
    tomcat.start();
  }

  private void addShiroFilter() {
    FilterDef filter = new FilterDef();
    filter.setFilterName("shiro");
    filter.setFilter(new ShiroFilter());
    context.addFilterDef(filter);
    FilterMap all = new FilterMap();
    all.setFilterName("shiro");
    all.addURLPattern("/*");
    context.addFilterMap(all);
  }

  /** Sends a request, in a session if a cookie is given. */
  HttpResponse<String> send(String method, String body, @Nullable String cookie)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/".formatted(tomcat.getConnector().getLocalPort()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body));
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** The manager of the application, which is not that of this test's class loader. */
  EncryptedCacheManager caches() {
    return requireNonNull(notes.caches, "before the first request");
  }

  boolean hasStarted() {
    return context.getState().isAvailable();
  }

  int sessionsOfTomcat() {
    return context.getManager().getActiveSessions();
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  private static final class Notes extends HttpServlet {
    private static final long serialVersionUID = 1;

    private transient volatile @Nullable EncryptedCacheManager caches;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      caches = (EncryptedCacheManager) Caching.getCachingProvider().getCacheManager();
      request
          .getSession()
          .setAttribute("note", new String(request.getInputStream().readAllBytes(), UTF_8));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      @Nullable HttpSession session = request.getSession(false);
      response.getWriter().print(session == null ? "no session" : session.getAttribute("note"));
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
      request.getSession().invalidate();
    }
  }
}
