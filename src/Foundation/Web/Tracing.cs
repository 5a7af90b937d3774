using Foundation.Data;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Foundation.Web;

/// <summary>No trace, no content: before the first byte of an answer leaves, what it shows of others' words is traced; when that fails, nothing leaves.</summary>
public static class Tracing
{
    public static void UseTracing(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.Viewer() is not { } viewer)
        {
            await next();
            return;
        }
        var reading = Reading.Begin();
        http.Features.Set(reading);
        http.Response.OnStarting(() => Shows(http.Response.StatusCode) ? http.Trace(reading, viewer) : Task.CompletedTask);
        await next();
    });

    /// <summary>What is read while the answer is under way already, such as the next rows of a long list, is traced before it is written.</summary>
    public static async IAsyncEnumerable<T> Traced<T>(this HttpContext http, IAsyncEnumerable<T> rows)
    {
        var (reading, viewer) = (http.Features.Get<Reading>(), http.Viewer());
        await foreach (var row in rows)
        {
            if (reading is { HasMore: true } && viewer is not null) await http.Trace(reading, viewer);
            yield return row;
        }
    }

    static Task Trace(this HttpContext http, Reading reading, Viewer viewer) => http.RequestServices.GetRequiredService<Traces>().Write(reading, viewer, http.RequestAborted);

    /// <summary>Whether an answer with this status shows what was read: a page, a file, a form that comes back with its problem. Being led on, made, or not found shows nothing.</summary>
    static bool Shows(int status) => status is StatusCodes.Status200OK or StatusCodes.Status409Conflict or StatusCodes.Status422UnprocessableEntity;
}
