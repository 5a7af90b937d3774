using System.Security.Claims;
using Foundation.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Balsts.Tests.Telemetry;

public sealed class RequestLogTests
{
    private sealed class Lines : List<string>, ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> written) => Add(written(state, exception));
        public void Dispose() { }
    }

    [Fact]
    public async Task A_request_is_told_by_its_route_and_never_by_what_it_asked_for()
    {
        var lines = new Lines();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.AddBalstsLogging(json: true).ClearProviders().AddProvider(lines);
        builder.Services.AddSingleton(TimeProvider.System);
        await using var app = builder.Build();
        app.UseRequestLog();
        app.Use((context, next) =>
        {
            context.User = new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "account-of-inese")]));
            return next();
        });
        app.UseRouting();
        app.MapGet("/people/{name}", () => "found");
        await app.StartAsync();

        await app.GetTestClient().GetAsync("/people/inese-kalnina?search=secret");

        var line = lines.ShouldHaveSingleItem();
        line.ShouldStartWith("GET /people/{name} 200 ");
        line.ShouldNotContain("inese");
        line.ShouldNotContain("secret");
    }
}
