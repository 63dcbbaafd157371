package io.sealcache.jakarta.application;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jsr107.tck.annotation.InterceptionCacheNameOnEachMethodTest;
import org.jsr107.tck.annotation.InterceptionUsingCacheConfigTest;
import org.jsr107.tck.annotation.InterceptionUsingDefaultCacheNameTest;
import org.junit.runner.JUnitCore;
import org.junit.runner.Result;

/** {@code GET /tck} runs the annotation tests of the TCK here, and answers what became of them. */
@WebServlet("/tck")
public class TckServlet extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Result result =
        JUnitCore.runClasses(
            InterceptionCacheNameOnEachMethodTest.class,
            InterceptionUsingCacheConfigTest.class,
            InterceptionUsingDefaultCacheNameTest.class);
    response
        .getWriter()
        .print(
            result.getRunCount()
                + " run, "
                + result.getIgnoreCount()
                + " ignored, failures: "
                + result.getFailures());
  }
}
