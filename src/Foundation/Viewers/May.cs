using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace Foundation.Viewers;

/// <summary>Guards a page or an endpoint: whoever holds one of the rights anywhere may come in; <em>where</em> is asked by the rows.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class MayAttribute(params string[] rights) : Attribute, IAuthorizationRequirementData, IAuthorizationRequirement, IAuthorizeData
{
    public string[] Rights { get; } = rights;
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
    string? IAuthorizeData.Policy { get; set; }
    string? IAuthorizeData.Roles { get; set; }
    string? IAuthorizeData.AuthenticationSchemes { get; set; }
}

sealed class MayHandler(IHttpContextAccessor http) : AuthorizationHandler<MayAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, MayAttribute requirement)
    {
        if (http.HttpContext?.Viewer() is { } viewer && requirement.Rights.Any(viewer.May)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>Signed in without the right: not found, so that nobody learns what exists. Signed out: to the sign-in, or 401 for the API.</summary>
sealed class NotFoundInsteadOfForbidden : IAuthorizationMiddlewareResultHandler
{
    readonly AuthorizationMiddlewareResultHandler usual = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult result)
    {
        if (!result.Forbidden) return usual.HandleAsync(next, context, policy, result);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}

/// <summary>Finds who is behind an account, with the rights of today. The room of appointments knows.</summary>
public interface IViewers
{
    ValueTask<Viewer?> Of(Guid accountId, CancellationToken ct = default);
}

public static class ViewerOfRequest
{
    /// <summary>Who is looking at this request; null when nobody has signed in.</summary>
    public static Viewer? Viewer(this HttpContext http) => http.Features.Get<Viewer>();
}
