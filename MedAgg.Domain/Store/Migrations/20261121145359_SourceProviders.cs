using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MedAgg.Domain.Store.Migrations
{
    /// <inheritdoc />
    public partial class SourceProviders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "provider",
                table: "ingestion",
                type: "character varying(60)",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "source_choice_json",
                table: "ingestion",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "source_credential_id",
                table: "ingestion",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "source_json",
                table: "dataset_version",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "host",
                table: "artefact",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "last_modified",
                table: "artefact",
                type: "character varying(60)",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<List<string>>(
                name: "mirrors",
                table: "artefact",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "retrieved_at",
                table: "artefact",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "stamp",
                table: "artefact",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "source_credential",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    origin = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    protected_secret = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_source_credential", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_ingestion_dataset_id",
                table: "ingestion",
                column: "dataset_id");

            migrationBuilder.CreateIndex(
                name: "ix_source_credential_owner_id_name",
                table: "source_credential",
                columns: new[] { "owner_id", "name" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_source_credential_owner_id_origin",
                table: "source_credential",
                columns: new[] { "owner_id", "origin" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "source_credential");

            migrationBuilder.DropIndex(
                name: "ix_ingestion_dataset_id",
                table: "ingestion");

            migrationBuilder.DropColumn(
                name: "provider",
                table: "ingestion");

            migrationBuilder.DropColumn(
                name: "source_choice_json",
                table: "ingestion");

            migrationBuilder.DropColumn(
                name: "source_credential_id",
                table: "ingestion");

            migrationBuilder.DropColumn(
                name: "source_json",
                table: "dataset_version");

            migrationBuilder.DropColumn(
                name: "host",
                table: "artefact");

            migrationBuilder.DropColumn(
                name: "last_modified",
                table: "artefact");

            migrationBuilder.DropColumn(
                name: "mirrors",
                table: "artefact");

            migrationBuilder.DropColumn(
                name: "retrieved_at",
                table: "artefact");

            migrationBuilder.DropColumn(
                name: "stamp",
                table: "artefact");
        }
    }
}
