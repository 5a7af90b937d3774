using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Foundation.Web;

/// <summary>For endpoints beside the pages that take a post: only from a page of this site, which carries the antiforgery token in its form or header.</summary>
public static class OurForms
{
    public static TBuilder FromOurForms<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.AddEndpointFilter(async (context, next) =>
        await IsOurs(context.HttpContext) ? await next(context) : Results.BadRequest());

    static async Task<bool> IsOurs(HttpContext http)
    {
        try { return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http); }
        catch (AntiforgeryValidationException) { return false; } // a form that cannot be read
    }
}
