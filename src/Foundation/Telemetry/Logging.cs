using Microsoft.Extensions.Logging;

namespace Foundation.Telemetry;

/// <summary>What the house writes into its log: nothing by which a person could be recognised.</summary>
public static class Logging
{
    /// <summary>JSON, one object a line, for machines that collect it; plain lines in a terminal.</summary>
    public static ILoggingBuilder AddBalstsLogging(this ILoggingBuilder logging, bool? json = null)
    {
        logging.ClearProviders();
        // Scopes stay out: ASP.NET Core's scope of a request carries its raw path, in which there are ids and search words.
        if (json ?? Console.IsOutputRedirected)
            logging.AddJsonConsole(console => (console.IncludeScopes, console.UseUtcTimestamp, console.TimestampFormat) = (false, true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
        else
            logging.AddSimpleConsole(console => (console.IncludeScopes, console.SingleLine, console.TimestampFormat) = (false, true, "HH:mm:ss "));

        // Requests are told by RequestLog, by their route; the framework would tell them by path and query.
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // That the keys lie in the data folder unencrypted is known and said in docs/security.md.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        // EF masks the values of parameters; their statements are still of no use in a log.
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        logging.AddFilter("Quartz", LogLevel.Warning);
        return logging;
    }
}
