using System.Text.Json.Serialization.Metadata;
using Foundation.Periods;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Balsts;

/// <summary>How the API describes itself in /openapi/v1.json: its own operations alone, and for every shape a name that no other has.</summary>
static class ApiDocument
{
    public static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = operation => operation.RelativePath?.StartsWith("api/", StringComparison.Ordinal) ?? false;
        options.CreateSchemaReferenceId = shape => OpenApiOptions.CreateDefaultSchemaReferenceId(shape) is null ? null : NameOf(shape.Type);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(Month)) (schema.Type, schema.Pattern) = (JsonSchemaType.String, @"^\d{4}-\d{2}$");
            if (context.JsonTypeInfo.Type.IsAssignableTo(typeof(ProblemDetails))) Refuses(schema);
            return Task.CompletedTask;
        });
    }

    /// <summary>What our problems say beyond RFC 9457.</summary>
    static void Refuses(OpenApiSchema problem)
    {
        problem.Properties ??= new Dictionary<string, IOpenApiSchema>();
        problem.Properties["code"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = "Names the rule, and stays when the sentence changes." };
        problem.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object | JsonSchemaType.Null,
            Description = "The sentences by the property that they concern.",
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
        };
    }

    /// <summary>Every room has an Input and an Item: by their own names alone one would stand for all.</summary>
    static string NameOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var name = type.IsGenericType ? $"{type.Name.Split('`')[0]}Of{string.Join("And", type.GetGenericArguments().Select(NameOf))}" : type.Name;
        return type.DeclaringType is { } room ? (room.Name.EndsWith("Api", StringComparison.Ordinal) ? room.Name[..^3] : room.Name) + name : name;
    }
}
