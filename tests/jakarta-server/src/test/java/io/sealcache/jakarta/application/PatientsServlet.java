package io.sealcache.jakarta.application;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /patients?name=NAME} answers the diagnosis, {@code DELETE} forgets it. */
@WebServlet("/patients")
public class PatientsServlet extends HttpServlet {
  @Inject private transient Patients patients;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(patients.diagnosis(request.getParameter("name")));
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
    patients.forget(request.getParameter("name"));
  }
}
